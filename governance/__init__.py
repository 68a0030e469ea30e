"""Will hold Steering Group meetings and packs, decisions, requests to the Board, newsletters. Nothing is built yet."""
