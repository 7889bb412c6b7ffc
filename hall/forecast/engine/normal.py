"""The normal distribution: its integral and the inverse of it, for drawing what is left.

The inverse is P. J. Acklam's approximation, relative error below 1.2e-9.
"""

import math

from hall.forecast.engine.compiling import compiled

_TAIL = 0.02425
_ROOT_HALF = math.sqrt(0.5)


@compiled
def integral(z: float) -> float:
    """The part of a normal distribution below `z`."""
    return 0.5 * math.erfc(-z * _ROOT_HALF)


@compiled
def inverse(part: float) -> float:
    """Below which value a part of a normal distribution lies; the part is kept off 0 and 1."""
    part = min(max(part, 1e-12), 1.0 - 1e-12)
    if part < _TAIL:
        return _inverse_tail(math.sqrt(-2.0 * math.log(part)))
    if part > 1.0 - _TAIL:
        return -_inverse_tail(math.sqrt(-2.0 * math.log(1.0 - part)))
    q = part - 0.5
    r = q * q
    above = -3.969683028665376e01 * r + 2.209460984245205e02
    above = (above * r - 2.759285104469687e02) * r + 1.383577518672690e02
    above = (above * r - 3.066479806614716e01) * r + 2.506628277459239e00
    below = -5.447609879822406e01 * r + 1.615858368580409e02
    below = (below * r - 1.556989798598866e02) * r + 6.680131188771972e01
    below = (below * r - 1.328068155288572e01) * r + 1.0
    return above * q / below


@compiled
def _inverse_tail(q: float) -> float:
    above = -7.784894002430293e-03 * q - 3.223964580411365e-01
    above = (above * q - 2.400758277161838e00) * q - 2.549732539343734e00
    above = (above * q + 4.374664141464968e00) * q + 2.938163982698783e00
    below = 7.784695709041462e-03 * q + 3.224671290700398e-01
    below = (below * q + 2.445134137142996e00) * q + 3.754408661907416e00
    return above / (below * q + 1.0)


@compiled
def beyond(z: float, least: float) -> float:
    """The standard normal draw `z` moved to where only values above `least` remain."""
    below = integral(least)
    return inverse(below + (1.0 - below) * integral(z))
