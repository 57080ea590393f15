"""Part of 福州's document in OpenFisca, to measure against; runs in .venv-openfisca only.

Two-valued: what the text leaves open or an office decides counts as “no” here.
"""
