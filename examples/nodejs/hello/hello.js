exports.greet = (event) => `Hello, ${event.data.name ?? 'world'}!`
