"""The tabs of a report in the page, one module each; `build` puts its parts where it is called."""
