/**
 * ESLint rule: sentences are for people. A sentence, or a constant that holds one, is not compared or matched: whoever
 * needs the fact behind it gets it as data (a code, a member, a type). Needs type information, which tells what an
 * imported constant holds.
 */

/** Four words in a row make a sentence; fewer can be a name. */
const SENTENCE = /(?:[\p{L}’']+[,:]? ){3}[\p{L}’']+/u;

/** Methods of strings and regular expressions that compare or match. */
const MATCHING = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'match',
  'matchAll',
  'search',
  'test',
  'exec',
  'localeCompare',
]);
const COMPARING = new Set(['===', '!==', '==', '!=']);

/**
 * The strings that a type can be, as far as it is made of literals.
 * @param {import('typescript').Type} type
 * @returns {string[]}
 */
const literalsOf = (type) => {
  if (type.isUnion()) return type.types.flatMap(literalsOf);
  return type.isStringLiteral() ? [type.value] : [];
};

/** @type {import('eslint').Rule.RuleModule} */
export const noMessageMatching = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { matched: 'A sentence is compared or matched: {{text}}. Carry the fact behind it as data.' },
  },
  create(context) {
    // Absent where a file is linted without type information: then only sentences that stand in the expression itself
    // are found.
    const services = /** @type {any} */ (context.sourceCode.parserServices);
    const program = services?.program;

    /** The sentence that an expression is or holds. @param {any} node @returns {string | undefined} */
    const sentenceIn = (node) => {
      if (node.type === 'Literal' && node.regex)
        return SENTENCE.test(node.regex.pattern) ? node.regex.pattern : undefined;
      if (node.type === 'Literal') return SENTENCE.test(String(node.value)) ? String(node.value) : undefined;
      if (node.type === 'TemplateLiteral') {
        /** @type {string[]} */
        const parts = node.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked);
        return parts.find((part) => SENTENCE.test(part));
      }
      if ((node.type !== 'Identifier' && node.type !== 'MemberExpression') || !program) return undefined;
      return literalsOf(services.getTypeAtLocation(node)).find((text) => SENTENCE.test(text));
    };
    /** @param {any[]} nodes */
    const check = (...nodes) => {
      for (const node of nodes) {
        const text = sentenceIn(node);
        if (text !== undefined) return context.report({ node, messageId: 'matched', data: { text } });
      }
    };
    return {
      /** @param {any} node */
      BinaryExpression(node) {
        if (COMPARING.has(node.operator)) check(node.left, node.right);
      },
      /** @param {any} node */
      SwitchCase(node) {
        if (node.test) check(node.test);
      },
      /** @param {any} node */
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== 'MemberExpression' || !MATCHING.has(callee.property.name)) return;
        check(callee.object, ...node.arguments);
      },
    };
  },
};
