from index.bars import Bars


def test_one_bar_for_each_stage(capsys):
    with Bars(shown=True) as bars:
        bars.show("reading", 0, 2)
        bars.show("reading", 2, 2)
        bars.show("embedding", 5, 10)
    err = capsys.readouterr().err
    assert "Brieven lezen: 100%" in err
    assert "Vectoren maken:  50%" in err


def test_nothing_is_shown_to_a_program(capsys):
    with Bars(shown=False) as bars:
        bars.show("reading", 1, 2)
        bars.show("reading", 2, 2)
    assert capsys.readouterr().err == ""
