"""What `measure_extraction` is made of: truths, scores, other readers, speed."""
