"""What a member of staff changes about their own account."""


def end_tour(*, user, at):
    "Keep that the guide to the first review was put away."
    user.tour_done_at = at
    user.save(update_fields=["tour_done_at"])
