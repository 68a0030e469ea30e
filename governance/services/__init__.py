"""What people do: with bodies, meetings, packs, newsletters."""
