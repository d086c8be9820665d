/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the literals `${*}`, `${?}`, `${$}`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Pattern, PatternSegment } from './pattern.ts';

/** A variable to replace. */
interface Variable {
  readonly variable: string;
  /** Default value if the request has none. */
  readonly otherwise?: string;
}

/** Policy text with its variables parsed. */
export type Template = readonly (PatternSegment | Variable)[];

/** Returns the single value of a condition key. Undefined if it is absent or multivalued. */
export type ResolveVariable = (key: string) => string | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
const DEFAULTED = /^([^,]+),\s*'(.*)'$/s;

/** Parses `text`. Without `variables` (Version 2008-10-17), the text is literal. */
export function parseTemplate(text: string, variables: boolean): Template {
  if (!variables || !text.includes('${')) return [{ text }];
  const parts: (PatternSegment | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = ''] = match;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (name === '*' || name === '?' || name === '$') parts.push({ text: name, literal: true });
    else {
      const [, variable, otherwise] = DEFAULTED.exec(name) ?? [];
      parts.push(
        variable === undefined ? { variable: name.trim() } : { variable: variable.trim(), otherwise: otherwise ?? '' },
      );
    }
  }
  if (end < text.length || parts.length === 0) parts.push({ text: text.slice(end) });
  return parts;
}

/** The part of an ARN before the resource: up to the fifth colon. */
const TO_RESOURCE = /^arn:(?:[^:]*:){4}/;

/**
 * Parses a Resource or NotResource. Variables are recognized only after the fifth colon; before it they are ordinary
 * text.
 */
export function resourceTemplateOf(text: string, variables: boolean): Template {
  const start = TO_RESOURCE.exec(text)?.[0];
  if (start === undefined || !variables || !text.includes('${', start.length)) return [{ text }];
  return [{ text: start }, ...parseTemplate(text.slice(start.length), variables)];
}

/** Returns the variables that `template` needs. */
export function variablesOf(template: Template): readonly string[] {
  return template.flatMap((part) => ('variable' in part ? [part.variable] : []));
}

/** Resolves `template` to a pattern. Undefined if a variable has no value: it then matches nothing. */
export function resolveTemplate(template: Template, valueOf: ResolveVariable): Pattern | undefined {
  const [only] = template;
  if (only !== undefined && template.length === 1 && !('variable' in only)) return template as Pattern;
  const pieces: PatternSegment[] = [];
  for (const part of template) {
    if (!('variable' in part)) {
      pieces.push(part);
      continue;
    }
    const text = valueOf(part.variable) ?? part.otherwise;
    if (text === undefined) return undefined;
    pieces.push({ text, literal: true });
  }
  return pieces;
}

/** Returns the text as in the policy. */
export function templateSource(template: Template): string {
  return template
    .map((part) => {
      if ('variable' in part)
        return `\${${part.variable}${part.otherwise === undefined ? '' : `, '${part.otherwise}'`}}`;
      return part.literal ? `\${${part.text}}` : part.text;
    })
    .join('');
}
