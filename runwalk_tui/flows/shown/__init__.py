"""Pages that a conversation shows at their moment: who the programme was tried with, and the plan after a flare-up."""
