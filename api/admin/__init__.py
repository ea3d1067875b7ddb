"""Administration over HTTP: keys, and jobs that add and remove letters while the server runs."""
