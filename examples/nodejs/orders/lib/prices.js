const prices = { apple: 3, pear: 4 }

exports.priceOf = (article) => {
  const price = prices[article]
  if (price === undefined) throw new Error(`No price for "${article}"`)
  return price
}
