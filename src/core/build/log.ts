/** What a phase prints, given on as it comes, with its last lines kept for when it fails. */
export interface BuildLog {
  readonly line: (text: string) => void
  /** Oldest first. */
  readonly lines: readonly string[]
}

/** Where the cause of a failure is looked for: builds of native addons end in hundreds of lines. */
const LINES_KEPT = 2_000

const USERINFO = /\/\/[^\s/@]+@/g

/** Opens a log that gives each line to `log`, without passwords in addresses. */
export const openBuildLog = (log: (line: string) => void): BuildLog => {
  const lines: string[] = []
  const line = (text: string): void => {
    const shown = text.replaceAll(USERINFO, '//***@')
    lines.push(shown)
    if (lines.length > LINES_KEPT) lines.shift()
    log(shown)
  }
  return { line, lines }
}
