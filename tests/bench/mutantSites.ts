import ts from 'typescript'

/** A place of a source that can be changed, and what it would become. */
export interface Site {
  path: string
  line: number
  kind: Kind
  start: number
  end: number
  before: string
  after: string
}

export type Kind = 'boundary' | 'equality' | 'arithmetic' | 'logic' | 'condition' | 'number' | 'boolean' | 'statement'

const SWAPS = new Map<ts.SyntaxKind, [Kind, string]>([
  [ts.SyntaxKind.LessThanToken, ['boundary', '<=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['boundary', '<']],
  [ts.SyntaxKind.GreaterThanToken, ['boundary', '>=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['boundary', '>']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['equality', '!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['equality', '===']],
  [ts.SyntaxKind.PlusToken, ['arithmetic', '-']],
  [ts.SyntaxKind.MinusToken, ['arithmetic', '+']],
  [ts.SyntaxKind.AsteriskToken, ['arithmetic', '/']],
  [ts.SyntaxKind.SlashToken, ['arithmetic', '*']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['logic', '||']],
  [ts.SyntaxKind.BarBarToken, ['logic', '&&']],
])

/** All places of a source that can be changed without changing a type, in the order of the text. */
export function sitesOf(path: string, text: string): Site[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const sites: Site[] = []
  const add = (node: ts.Node, kind: Kind, after: string) => {
    const start = node.getStart(source)
    sites.push({ path, line: source.getLineAndCharacterOfPosition(start).line + 1, kind, start, end: node.end, before: node.getText(source), after })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isAsExpression(node) && node.type.getText(source) === 'const') return
    if (ts.isBinaryExpression(node)) {
      const swap = SWAPS.get(node.operatorToken.kind)
      if (swap && !(node.operatorToken.kind === ts.SyntaxKind.PlusToken && [node.left, node.right].some(isText))) {
        add(node, swap[0], `${node.left.getText(source)} ${swap[1]} ${node.right.getText(source)}`)
      }
    }
    else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent)) {
      add(node, 'number', `${node.text} ${sites.length % 2 === 0 ? '+' : '-'} 1`)
    }
    else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      add(node, 'boolean', node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true')
    }
    else if (ts.isExpressionStatement(node) && node.getText(source) !== 'super()' && !ts.isStringLiteral(node.expression)) {
      add(node, 'statement', '')
    }
    if (ts.isIfStatement(node)) add(node.expression, 'condition', `!(${node.expression.getText(source)})`)
    if (ts.isConditionalExpression(node)) add(node.condition, 'condition', `!(${node.condition.getText(source)})`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return sites
}

/**
 * So many sites of these, none within another; first a kind is drawn, then one of it, so that tables of numbers do not
 * outweigh the rest. The same sites and numbers give the same.
 */
export function draw(sites: Site[], count: number, below: (below: number) => number): Site[] {
  const drawn: Site[] = []
  const kinds = [...new Set(sites.map(site => site.kind))].sort()
  for (let tries = 0; drawn.length < count && tries < 100 * count; tries++) {
    const kind = kinds[below(kinds.length)]
    const ofKind = sites.filter(site => site.kind === kind)
    const site = ofKind[below(ofKind.length)]
    if (!drawn.some(other => other.path === site.path && other.start < site.end && site.start < other.end)) drawn.push(site)
  }
  return drawn
}

/** The source with each of its sites behind a call of `mutant` with its number, which comes from `switchPath`. */
export function switched(text: string, sites: ReadonlyMap<number, Site>, switchPath: string): string {
  let changed = text
  for (const [number, { kind, start, end, before, after }] of [...sites].sort(([, one], [, other]) => other.start - one.start)) {
    const isFirst = /(?:^|[\n{}])\s*$/.test(changed.slice(0, start)) // without it, `(` would go on with the line before
    // in braces, or an `else` behind it would become that of the switch
    const instead = kind === 'statement' ? `{ if (!mutant(${number})) { ${before} } }` : `${isFirst && isStatement(text, start) ? ';' : ''}(mutant(${number}) ? ${after} : ${before})`
    changed = changed.slice(0, start) + instead + changed.slice(end)
  }
  return `import { mutant } from '${switchPath}'\n${changed}`
}

function isStatement(text: string, start: number): boolean {
  const source = ts.createSourceFile('', text, ts.ScriptTarget.Latest, true)
  const find = (node: ts.Node): boolean => (ts.isExpressionStatement(node) && node.getStart(source) === start) || ts.forEachChild(node, child => find(child) || undefined) === true
  return find(source)
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)))
}
