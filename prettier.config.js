/** @type {import('prettier').Config} */
export default { printWidth: 150, singleQuote: true, trailingComma: 'all' };
