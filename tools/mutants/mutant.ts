import { type ESTree, parseSync } from 'vite'

/** One place of a source changed, so that a test which holds that place must fail. */
export interface Mutant {
  /** What is changed: the part of the text from `start` to `end`, which is `was`, becomes `becomes`. */
  start: number
  end: number
  line: number
  was: string
  becomes: string
}

type Node = ESTree.Node
type Change = (node: Node, text: (of: Node) => string) => string[]

const SWAPPED: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
}

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')

/** `a + 'b'` joins words, and minus there is no mistake that anybody makes. */
const joinsText = (node: Node): boolean =>
  node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right))

const swapped: Change = (node, text) => {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return []
  if (joinsText(node)) return []
  if (node.operator === '??') return [text(node.left)]
  const other = SWAPPED[node.operator]
  return other ? [`${text(node.left)} ${other} ${text(node.right)}`] : []
}

const assigned: Change = (node, text) => {
  if (node.type === 'UpdateExpression') {
    const other = node.operator === '++' ? '--' : '++'
    return [node.prefix ? `${other}${text(node.argument)}` : `${text(node.argument)}${other}`]
  }
  if (node.type !== 'AssignmentExpression' || isText(node.right)) return []
  const other = SWAPPED[node.operator]
  return other ? [`${text(node.left)} ${other} ${text(node.right)}`] : []
}

const COMPARED = /^(?:<|<=|>|>=|===|!==|==|!=)$/

/** A condition that is one comparison or a negation is changed there already. */
const isChangedInside = (test: Node): boolean =>
  (test.type === 'BinaryExpression' && COMPARED.test(test.operator)) ||
  (test.type === 'UnaryExpression' && test.operator === '!')

const turned: Change = (node, text) => {
  if (node.type === 'UnaryExpression' && node.operator === '!') return [text(node.argument)]
  if (node.type === 'Literal' && typeof node.value === 'boolean') return [String(!node.value)]
  return []
}

/** `return` of nothing, and of a value that is nothing. */
const isNothing = (node: Node | null): boolean =>
  node === null ||
  (node.type === 'Literal' && node.value === null) ||
  (node.type === 'Identifier' && node.name === 'undefined')

const answered: Change = (node) =>
  node.type === 'ReturnStatement' && !isNothing(node.argument) ? ['return undefined;'] : []

const removed: Change = (node) => {
  if (node.type !== 'ExpressionStatement') return []
  const { expression } = node
  if (isText(expression)) return []
  return [';']
}

const CHANGES: readonly Change[] = [swapped, assigned, turned, answered, removed]

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const childrenOf = (node: Node): Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'typeAnnotation' && key !== 'returnType')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)

/** Types do not run; what stands around an expression only for them is looked through. */
const isType = (node: Node): boolean =>
  node.type.startsWith('TS') && !('expression' in node && isNode(node.expression))

const SKIPPED = new Set(['ImportDeclaration', 'ExportAllDeclaration'])

/** The places of a node whose change does not fit on the node alone: what it is asked, and what an arrow answers. */
const partsOf = (node: Node): { node: Node; become: (text: string) => string }[] => {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression' || node.type === 'WhileStatement')
    return isChangedInside(node.test) ? [] : [{ node: node.test, become: (text) => `!(${text})` }]
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement' && !isNothing(node.body))
    return [{ node: node.body, become: () => 'undefined' }]
  return []
}

/** Every mutant of a source. */
export const mutantsIn = (file: string, source: string): Mutant[] => {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found: Mutant[] = []
  const text = (of: Node) => source.slice(of.start, of.end)
  const add = (node: Node, becomes: string) => {
    const line = source.slice(0, node.start).split('\n').length
    found.push({ start: node.start, end: node.end, line, was: text(node), becomes })
  }
  const walk = (node: Node): void => {
    if (isType(node) || SKIPPED.has(node.type)) return
    for (const change of CHANGES) for (const becomes of change(node, text)) add(node, becomes)
    for (const part of partsOf(node)) add(part.node, part.become(text(part.node)))
    for (const child of childrenOf(node)) walk(child)
  }
  walk(program)
  return found
}

export const withMutant = (source: string, { start, end, becomes }: Mutant): string =>
  `${source.slice(0, start)}${becomes}${source.slice(end)}`
