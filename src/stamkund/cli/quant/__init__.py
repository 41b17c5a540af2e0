"""The subcommands of ``stamkund quant``: a file in, the numbers of ``stamkund.quant`` out."""
