"""Documents that the system makes: pages for paper and screen, tagged so that a screen reader can read them."""
