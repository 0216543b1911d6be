"""The one true list: what each source said, and what the pharmacist holds to be so."""
