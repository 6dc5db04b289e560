"""Training of the label model: needs scikit-learn (extra ``train``); nothing here runs in daily work."""
