//! Times in every spelling that logs use. A row never fails on its time.
