/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the literals `${*}`, `${?}`, `${$}`.
 * Source: the IAM page on policy elements, variables and tags.
 */
import type { Pattern, PatternSegment } from './pattern.ts';

/** A variable to replace. */
interface Variable {
  readonly variable: string;
  /** The value where the request has none. */
  readonly otherwise?: string;
}

/** Policy text, its variables found. */
export type Template = readonly (PatternSegment | Variable)[];

/** Gives the one value of a condition key, or undefined: absent, or one of several. */
export type ResolveVariable = (key: string) => string | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
const DEFAULTED = /^([^,]+),\s*'(.*)'$/s;

/** Reads `text`. `variables` false (Version 2008-10-17): it is taken as it stands. */
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

/** Where the part of an ARN begins that names the resource: after the fifth colon. */
const TO_RESOURCE = /^arn:(?:[^:]*:){4}/;

/** Reads a Resource or NotResource: variables stand only after the fifth colon; before it they are text like any other. */
export function resourceTemplateOf(text: string, variables: boolean): Template {
  const start = TO_RESOURCE.exec(text)?.[0];
  if (start === undefined || !variables || !text.includes('${', start.length)) return [{ text }];
  return [{ text: start }, ...parseTemplate(text.slice(start.length), variables)];
}

/** The variables that `template` needs. */
export function variablesOf(template: Template): readonly string[] {
  return template.flatMap((part) => ('variable' in part ? [part.variable] : []));
}

/** The pattern of `template`, or undefined where a variable has no value: it then matches nothing. */
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

/** The text as the policy wrote it. */
export function templateSource(template: Template): string {
  return template
    .map((part) => {
      if ('variable' in part)
        return `\${${part.variable}${part.otherwise === undefined ? '' : `, '${part.otherwise}'`}}`;
      return part.literal ? `\${${part.text}}` : part.text;
    })
    .join('');
}
