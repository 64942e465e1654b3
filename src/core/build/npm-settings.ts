/**
 * Writes the npm settings that Kubeless takes from the environment of its install phase as lines of an .npmrc:
 * NPM_REGISTRY, for NPM_SCOPE alone when that is set, and the words of NPM_CONFIG_EXTRA, which are those of
 * `npm config set`.
 */
export const npmrcOf = (
  env: Readonly<Record<string, string>>,
): { readonly text: string } | { readonly problem: string } => {
  const settings = [...registrySetting(env), ...extraSettings(env['NPM_CONFIG_EXTRA'] ?? '')]
  const broken = settings.find((setting) => setting.some((part) => /[\r\n]/.test(part)))
  if (broken !== undefined) return { problem: 'NPM_REGISTRY or NPM_SCOPE holds a line break' }
  return { text: settings.map(([key, value]) => `${iniWord(key)}=${iniWord(value)}\n`).join('') }
}

type Setting = readonly [key: string, value: string]

const PUBLIC_REGISTRY = 'https://registry.npmjs.org/'

const registrySetting = (env: Readonly<Record<string, string>>): readonly Setting[] => {
  const scope = env['NPM_SCOPE'] ?? ''
  const registry = env['NPM_REGISTRY'] ?? ''
  if (scope === '' && registry === '') return []
  return [[scope === '' ? 'registry' : `${scope}:registry`, registry === '' ? PUBLIC_REGISTRY : registry]]
}

/** `a=1 b 2` sets both a and b. */
const extraSettings = (text: string): readonly Setting[] => {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const settings: Setting[] = []
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const equals = word.indexOf('=')
    settings.push(equals === -1 ? [word, words.shift() ?? ''] : [word.slice(0, equals), word.slice(equals + 1)])
  }
  return settings
}

const iniWord = (word: string): string => (/^[\w.:/@%+~$={}-]*$/.test(word) ? word : JSON.stringify(word))
