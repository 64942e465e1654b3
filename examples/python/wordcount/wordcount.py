from collections import Counter


def count(event, context):
    words = event["data"].decode().split()
    return dict(Counter(words).most_common(10))
