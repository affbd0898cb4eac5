"""The market as it runs: shares large, chosen indicators small."""
