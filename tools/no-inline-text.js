/**
 * ESLint rule: what the page says stands in the catalogue of its feature (`<feature>-texts.ts`), not in a template.
 * Then one file holds a feature's language, and another language is another file.
 */

/** Where an expression stands in a template, while its literal parts are read. */
const HOLE = '\u0000';
/** Two letters in a row; single ones are units and signs. */
const WORD = /\p{L}{2,}/u;
/** Attributes and properties that a person reads or hears. */
const SPOKEN =
  /[\s.]((?:aria-(?:label|description|roledescription|valuetext)|alt|title|placeholder|label|heading|hint|caption|summary|text))=(?:"([^"]*)"|'([^']*)')/g;

/**
 * Texts of a template that a person reads: between its tags, and in attributes that are shown or read aloud.
 * @param {string} markup
 */
const textsOf = (markup) => {
  const plain = markup.replace(/<!--[\s\S]*?-->/g, '');
  const spoken = [...plain.matchAll(SPOKEN)].map((match) => match[2] ?? match[3] ?? '');
  // What stands in code marks is a name of AWS or of the library, the same in every language.
  const shown = plain.replace(/<(code|kbd|style|script|svg)\b[\s\S]*?<\/\1>/g, '').split(/<[^<>]*>/);
  return [...spoken, ...shown]
    .map((text) => text.replaceAll(HOLE, '…').trim())
    .filter((text) => WORD.test(text.replace(/&\w+;/g, '')));
};

/** @type {import('eslint').Rule.RuleModule} */
export const noInlineText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { inline: 'A text of the page stands in a template: “{{text}}”. Put it into the texts of the feature.' },
  },
  create(context) {
    return {
      /** @param {any} node */
      TaggedTemplateExpression(node) {
        if (node.tag.type !== 'Identifier' || (node.tag.name !== 'html' && node.tag.name !== 'svg')) return;
        const markup = node.quasi.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked).join(HOLE);
        for (const text of textsOf(markup)) context.report({ node, messageId: 'inline', data: { text } });
      },
    };
  },
};
