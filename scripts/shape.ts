// npm run shape [-- --list]
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureShape, type Shape } from './measureShape'

const root = join(import.meta.dirname, '..')
const NO_SOURCE = /^(\.|docs\/|public\/|tests\/)|config\.m?ts$/

const { list } = parseArgs({ options: { list: { type: 'boolean', default: false } } }).values
const listed = execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.vue'], { cwd: root, encoding: 'utf8' })
const paths = listed.trimEnd().split('\n').filter(path => !NO_SOURCE.test(path))
print(measureShape(paths.map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))))

function print(shape: Shape) {
  const rows: [what: string, figure: string, names: string[]][] = [
    ['files over 300 lines', String(shape.longFiles.length), shape.longFiles],
    ['functions over 60 lines', String(shape.longFunctions.length), shape.longFunctions],
    ['functions with five parameters or more', String(shape.manyParameters.length), shape.manyParameters],
    ['files in the largest circle of imports', String(shape.circle.length), shape.circle],
    ['state of modules, engine and server/jobs', String(shape.state.length), shape.state],
    ['lines over 120 columns', `${(100 * shape.longLines / shape.lines).toFixed(1)} %`, []],
    ['lines of product code', shape.productLines.toLocaleString('en'), []],
  ]
  for (const [what, figure, names] of rows) {
    process.stdout.write(`${what.padEnd(42)}${figure.padStart(8)}\n`)
    if (list) for (const name of names) process.stdout.write(`  ${name}\n`)
  }
}
