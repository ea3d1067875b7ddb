"""The page at /beheer: shows nothing by itself; its script does the work with the key that is typed."""

from fastapi import APIRouter
from jinja2 import Environment
from starlette.responses import HTMLResponse

from api.admin.uploads import MOST_FILES
from api.settings import ServerSettings
from sources.formats import PICTURES
from sources.readers import READERS


def admin_page_routes(templates: Environment, settings: ServerSettings) -> APIRouter:
    """The route of the page; it is open to everyone, since nothing of the letters is in it."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/beheer")
    def show_page() -> HTMLResponse:
        page = templates.get_template("admin.html").render(
            most_files=MOST_FILES,
            most_bytes=settings.max_upload_bytes,
            endings=sorted({*READERS, *PICTURES}),
        )
        return HTMLResponse(page)

    return router
