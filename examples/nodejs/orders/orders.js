const { priceOf } = require('./lib/prices.js')

exports.total = (event) => {
  const lines = event.data.lines ?? []
  return { total: lines.reduce((sum, { article, count }) => sum + priceOf(article) * count, 0) }
}
