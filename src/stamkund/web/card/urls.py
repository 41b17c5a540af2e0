from django.urls import path

from stamkund.web.card.views import card, contacts, entries, merges, purchases, suggestions, tasks, who

ONE = "customers/<uuid:public_id>"

urlpatterns = [
    path(ONE, card.card, name="customer"),
    path(f"{ONE}/live", card.live, name="customer_live"),
    path(f"{ONE}/timeline", card.timeline, name="customer_timeline"),
    path(f"{ONE}/trend", card.trend, name="customer_trend"),
    path(f"{ONE}/peek", card.peek, name="customer_peek"),
    path(f"{ONE}/entries", entries.entries, name="customer_entries"),
    path(f"{ONE}/entries/<int:event_id>", entries.entry, name="customer_entry"),
    path(f"{ONE}/entries/<int:event_id>/correction", entries.correction, name="correct_entry"),
    path(f"{ONE}/entries/<int:event_id>/withdrawal", entries.withdrawal, name="withdraw_entry"),
    path(f"{ONE}/entries/<int:event_id>/pin", entries.pin, name="pin_entry"),
    path(f"{ONE}/entries/<int:event_id>/pin/removal", entries.unpin, name="unpin_entry"),
    path(f"{ONE}/name", who.name, name="customer_name"),
    path(f"{ONE}/keeper", who.keeper, name="customer_keeper"),
    path(f"{ONE}/merges", merges.join, name="customer_merges"),
    path(f"{ONE}/merges/new", merges.new_merge, name="join_customers"),
    path(f"{ONE}/merges/candidates", merges.candidates, name="join_candidates"),
    path(f"{ONE}/merges/<int:merge_id>/removal", merges.part, name="part_customers"),
    path(f"{ONE}/contact-points", contacts.contact_points, name="customer_contact_points"),
    path(f"{ONE}/contact-points/<int:point_id>/removal", contacts.contact_point_removal, name="remove_contact_point"),
    path(f"{ONE}/roles", contacts.roles, name="customer_roles"),
    path(f"{ONE}/roles/candidates", contacts.candidates, name="role_candidates"),
    path(f"{ONE}/roles/<int:role_id>/ending", contacts.role_ending, name="end_role"),
    path(f"{ONE}/tasks/<int:task_id>/completion", tasks.completion, name="finish_customer_task"),
    path(f"{ONE}/tasks/<int:task_id>/reopening", tasks.reopening, name="reopen_customer_task"),
    path(f"{ONE}/tasks/<int:task_id>/postponement", tasks.postponement, name="postpone_customer_task"),
    path(f"{ONE}/tasks/<int:task_id>/withdrawal", tasks.withdrawal, name="withdraw_customer_task"),
    path(f"{ONE}/answers", suggestions.answers, name="answer_suggestion"),
    path(f"{ONE}/answers/removal", suggestions.removal, name="withdraw_answer"),
    path(f"{ONE}/purchases/<uuid:purchase_id>", purchases.lines, name="purchase_lines"),
    path(f"{ONE}/purchases/<uuid:purchase_id>/cancellation", purchases.cancellation, name="cancel_purchase"),
]
