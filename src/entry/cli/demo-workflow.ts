/** The workflow that the demo ends with, and the README begins with. */
export const WORKFLOW = `on: push
jobs:
  functions:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      packages: write
    steps:
      - uses: actions/checkout@v7
      - uses: OWNER/function-images@v1
`
