//! Lines and what they give.

use super::*;
