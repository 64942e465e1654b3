import { join } from 'node:path'
import { pythonFor, type PythonPlan } from './capability.ts'
import type { Python } from './host.ts'
import type { Install } from './install.ts'
import { settlePackages } from './python-packages.ts'
import { readRuntime } from './runtime.ts'
import { interpreterTag, wheelMachine, wheelPlatforms } from './wheels.ts'

/** Installs with pip as `pip install --prefix=/kubeless` does on the official images. */
export const installPip = async (install: Install): Promise<void> => {
  const { unit, host, folder } = install
  const { version } = readRuntime(unit.runtime)
  const plan = pythonFor(host, version, unit.platform)
  if (plan === undefined) throw install.refuse(`there is no python with pip for "${unit.runtime}"`)
  const site = `lib/python${version}/site-packages`
  await install.run({ program: plan.python.path, args: pipArguments(install, plan, join(folder.root, site)) })
  await settlePackages(folder.root, site)
  if (plan.compiler === undefined)
    install.log(`No python ${version} here to compile packages with: they go without bytecode`)
  else await compile(install, plan.compiler, site)
}

// --target and not --prefix: the folders of --prefix differ between distributions, those of --target do not.
const pipArguments = (install: Install, plan: PythonPlan, target: string): readonly string[] => {
  const pip = plan.mode === 'native' ? ['-I', '-m', 'pip'] : foreignPip(install)
  const wheels = plan.mode === 'native' ? [] : wheelOptions(install)
  return [...pip, 'install', '--target', target, ...OPTIONS, ...wheels, '-r', 'requirements.txt']
}

// pip's cache holds wheels that it once built itself, with whatever tools there were.
const OPTIONS = ['--no-compile', '--no-cache-dir', '--no-warn-script-location']

const wheelOptions = ({ unit }: Install): readonly string[] => {
  const { version } = readRuntime(unit.runtime)
  const tags = wheelPlatforms(wheelMachine(unit.platform) ?? '').flatMap((tag) => ['--platform', tag])
  const interpreter = ['--python-version', version, '--implementation', 'cp', '--abi', interpreterTag(version)]
  return [...tags, ...interpreter, '--only-binary=:all:']
}

/** pip asked for another platform's wheels still reads markers (`; sys_platform == "linux"`) as its own interpreter's. */
const foreignPip = ({ unit }: Install): readonly string[] => {
  const { version } = readRuntime(unit.runtime)
  const markers = {
    implementation_name: 'cpython',
    implementation_version: `${version}.0`,
    os_name: 'posix',
    platform_machine: wheelMachine(unit.platform) ?? '',
    platform_python_implementation: 'CPython',
    platform_release: '',
    platform_system: 'Linux',
    platform_version: '',
    python_full_version: `${version}.0`,
    python_version: version,
    sys_platform: 'linux',
  }
  return ['-I', '-c', FOREIGN_PIP, JSON.stringify(markers)]
}

const FOREIGN_PIP = `import json, sys
from pip._vendor.packaging import markers
environment = json.loads(sys.argv.pop(1))
markers.default_environment = lambda: dict(environment)
from pip._internal.cli.main import main
sys.exit(main(sys.argv[1:]))`

/** Hashes in place of times make bytecode that does not depend on when a file was written, nor on where. */
const compile = async ({ folder, run, log }: Install, compiler: Python, site: string): Promise<void> => {
  if (OLD.test(compiler.version)) return log(`Python ${compiler.version} makes no bytecode that can be reproduced`)
  const mode = ['--invalidation-mode', 'unchecked-hash', '-d', `/kubeless/${site}`]
  const args = ['-m', 'compileall', '-q', '-q', ...mode, join(folder.root, site)]
  // Packages hold templates and tests that are no Python of this version: no reason not to install them.
  await run({ program: compiler.path, args, cwd: folder.temp, mayFail: true })
}

/** Without --invalidation-mode. */
const OLD = /^3\.[0-6]\./
