/** How many of a phase's last lines are looked through for the cause of a failure: builds of native addons end in hundreds. */
export const LINES_KEPT = 2_000

/** Takes user names and passwords out of the addresses in a line. */
export const withoutLogins = (line: string): string => line.replaceAll(/\/\/[^\s/@]+@/g, '//***@')
