import { posix } from 'node:path'
import ts from 'typescript'

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  path: string
  text: string
}

/** Each list has a readable entry for everything it counts, the greatest first. */
export interface Shape {
  longFiles: string[]
  longFunctions: string[]
  manyParameters: string[]
  /** Files of the largest set in which each one reaches every other by imports, types included. Empty: no circle. */
  circle: string[]
  state: string[]
  lines: number
  longLines: number
  /** Lines that are neither empty nor a comment, without samples and scripts. */
  productLines: number
}

const FILE_LINES = 300 // these three are "look again at" in the house's style
const FUNCTION_LINES = 60
const PARAMETERS = 5
const COLUMNS = 120

const STATELESS_ROOMS = ['engine/', 'server/jobs/']
const NO_PRODUCT = ['samples/', 'scripts/']

/** Instances of these hold nothing that a later call could see. */
const STATELESS_CLASSES = /^(TextDecoder|TextEncoder|RegExp|Error|URL|Intl\.\w+)$/
const COLLECTIONS = /^(Map|Set|WeakMap|WeakSet|(Shared)?ArrayBuffer|DataView|\w*Array)$/
const MUTATORS = new Set([
  'set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice', 'fill', 'copyWithin', 'subarray',
])

/** Measures the code's shape: size, parameters, circles, state of modules. Imports of files not given are left out. */
export function measureShape(files: readonly SourceFile[]): Shape {
  const parsed = files.map(file => ({ ...file, source: parse(file), rows: file.text.replace(/\n$/, '').split('\n') }))
  const functions = parsed.flatMap(({ path, source }) => {
    return functionsOf(source).map(measured => ({ ...measured, name: `${path} ${measured.name}` }))
  })
  const rows = parsed.flatMap(file => file.rows)
  return {
    longFiles: greatest(parsed.map(({ path, rows }) => ({ name: path, count: rows.length })), FILE_LINES + 1),
    longFunctions: greatest(functions.map(({ name, lines }) => ({ name, count: lines })), FUNCTION_LINES + 1),
    manyParameters: greatest(functions.map(({ name, parameters }) => ({ name, count: parameters })), PARAMETERS),
    circle: largestCircle(parsed.map(({ path }) => path), importsOf(parsed)),
    state: parsed.filter(({ path }) => startsWithAny(path, STATELESS_ROOMS))
      .flatMap(({ path, source }) => stateOf(source).map(name => `${path} ${name}`)),
    lines: rows.length,
    longLines: rows.filter(row => row.length > COLUMNS).length,
    productLines: parsed.flatMap(({ path, rows }) => startsWithAny(path, NO_PRODUCT) ? [] : rows.filter(isCode)).length,
  }
}

function startsWithAny(path: string, starts: readonly string[]): boolean {
  return starts.some(start => path.startsWith(start))
}

function isCode(row: string): boolean {
  return row.trim() !== '' && !/^\s*(\/\/|\/?\*|<!--)/.test(row)
}

function greatest(counted: readonly { name: string, count: number }[], least: number): string[] {
  const listed = counted.filter(({ count }) => count >= least).sort((a, b) => b.count - a.count)
  return listed.map(({ name, count }) => `${name} ${count}`)
}

/** Of a component only its scripts are parsed. */
function parse({ path, text }: SourceFile): ts.SourceFile {
  const scripts = () => [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(match => match[1]).join('\n')
  const kind = path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS
  return ts.createSourceFile(path, path.endsWith('.vue') ? scripts() : text, ts.ScriptTarget.Latest, true, kind)
}

function functionsOf(source: ts.SourceFile): { name: string, lines: number, parameters: number }[] {
  const found: { name: string, lines: number, parameters: number }[] = []
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1
      found.push({ name: nameOf(node), lines, parameters: node.parameters.length })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const { parent } = node
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : 'unnamed'
}

/**
 * Names that a module declares at its top and that change while it runs: `let`, whatever a function writes to or takes
 * a part of to be filled, and instances of classes, unless a name in capitals declares them constant.
 */
function stateOf(source: ts.SourceFile): string[] {
  const written = writtenInFunctions(source)
  return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => {
    const isFixed = (declarationList.flags & ts.NodeFlags.Const) !== 0
    return declarationList.declarations
      .filter(({ name, initializer }) => !isFixed || written.has(name.getText()) || isHeld(name.getText(), initializer))
      .map(({ name }) => name.getText())
  })
}

function isHeld(name: string, initializer: ts.Expression | undefined): boolean {
  if (!initializer || !ts.isNewExpression(initializer) || /^[A-Z\d_]+$/.test(name)) return false
  const made = initializer.expression.getText()
  return !STATELESS_CLASSES.test(made) && !COLLECTIONS.test(made)
}

/** First names of all that a function assigns, counts up, deletes or changes by a method; its own are left out. */
function writtenInFunctions(source: ts.SourceFile): Set<string> {
  const written = new Set<string>()
  const visit = (node: ts.Node, own: ReadonlySet<string> | null) => {
    const target = own && targetOf(node)
    const name = target && firstName(target)
    if (name && !own.has(name)) written.add(name)
    const inside = ts.isFunctionLike(node) ? new Set([...own ?? [], ...declaredIn(node)]) : own
    ts.forEachChild(node, child => visit(child, inside))
  }
  visit(source, null)
  return written
}

/** Names of the parameters and variables of a function, and of those inside it. */
function declaredIn(node: ts.Node): string[] {
  const names: string[] = []
  const visit = (child: ts.Node) => {
    const isDeclaration = ts.isVariableDeclaration(child) || ts.isParameter(child) || ts.isBindingElement(child)
    if (isDeclaration && ts.isIdentifier(child.name)) names.push(child.name.text)
    ts.forEachChild(child, visit)
  }
  visit(node)
  return names
}

function targetOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return node.left
  if (ts.isPostfixUnaryExpression(node)) return node.operand
  if (ts.isPrefixUnaryExpression(node) && isCounting(node.operator)) return node.operand
  if (ts.isDeleteExpression(node)) return node.expression
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  return MUTATORS.has(node.expression.name.text) ? node.expression.expression : undefined
}

function isCounting(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

function firstName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text
  const isAccess = ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)
  return isAccess ? firstName(expression.expression) : undefined
}

/** Which files each file imports, by index. */
function importsOf(files: readonly { path: string, source: ts.SourceFile }[]): number[][] {
  const indexOf = new Map(files.map(({ path }, index) => [path, index]))
  return files.map(({ path, source }) => source.statements
    .flatMap(importedName)
    .flatMap(name => pathsOf(name, path))
    .flatMap(candidate => indexOf.get(candidate) ?? []))
}

function importedName(statement: ts.Statement): string[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
  const { moduleSpecifier } = statement
  return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : []
}

/** The files that a name in an import may mean; none for a package. */
function pathsOf(name: string, from: string): string[] {
  if (!/^(?:\.|~\/|#)/.test(name)) return []
  const base = name.startsWith('.') ? posix.join(posix.dirname(from), name) : name.replace(/^(?:#|~\/)/, '')
  return [base, `${base}.ts`, `${base}.mjs`, `${base}/index.ts`]
}

/** The largest set of files that all reach each other; empty if no file reaches itself. */
function largestCircle(paths: readonly string[], imports: readonly (readonly number[])[]): string[] {
  const reached = imports.map((_, from) => reachedFrom(from, imports))
  const circles = reached.map((targets, from) => [...targets].filter(to => reached[to].has(from)))
  const largest = circles.reduce((best, circle) => circle.length > best.length ? circle : best, [])
  return largest.map(index => paths[index]).sort()
}

function reachedFrom(from: number, imports: readonly (readonly number[])[]): Set<number> {
  const reached = new Set<number>()
  const open = [...imports[from]]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    open.push(...imports[index])
  }
  return reached
}
