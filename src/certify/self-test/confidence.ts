/**
 * The share of a kind that may escape although so few of so many did, with 95 % confidence: the upper limit of
 * Clopper and Pearson, which is three in the number of tries where nothing escaped.
 */
export function upperShare(escaped: number, tried: number): number {
  if (tried === 0 || escaped >= tried) return 1
  let [low, high] = [escaped / tried, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (atMost(escaped, tried, middle) > 0.05) low = middle
    else high = middle
  }
  return high
}

/** The probability of at most so many of them, each with this probability. */
function atMost(escaped: number, tried: number, share: number): number {
  let term = tried * Math.log(1 - share)
  let sum = Math.exp(term)
  for (let count = 1; count <= escaped; count++) {
    term += Math.log((tried - count + 1) / count) + Math.log(share / (1 - share))
    sum += Math.exp(term)
  }
  return sum
}
