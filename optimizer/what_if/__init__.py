"""What-ifs: small files of typed changes laid over an instance."""
