"""The published site in a real browser; a package, so that the browser closes when its tests are over."""
