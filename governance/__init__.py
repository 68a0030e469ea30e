"""Will hold Steering Group meetings, packs, decisions, requests to the Board and newsletters. Nothing is built here yet."""
