"""The timeline: measures as bars, futures as lanes, news as flags."""
