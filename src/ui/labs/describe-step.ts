/** Describes a step of a solution in text: the call, its caller, its input, and what later steps use of its output. */
import type { StartStep } from '../../labs/lab.ts';
import { labCallerWords } from '../page/lab-caller-words.ts';
import { labsWords } from './labs-words.ts';
import { plainText } from '../page/lab-markup.ts';

const INDENT = 2;

const json = (value: unknown): string => plainText(JSON.stringify(value, undefined, INDENT));

/** Returns lines of text. */
export function describeStep(step: StartStep): string {
  if ('advance' in step) return labsWords().task.advance(step.advance);
  if ('sandbox' in step) return `sandbox.${step.sandbox}(${(step.arguments ?? []).map(json).join(', ')})`;
  if ('compute' in step || 'generate' in step) return json(step);
  const input = step.input === undefined ? '' : ` ${json(step.input)}`;
  const name = 'call' in step ? step.call : step.service;
  const from = [
    ...(step.by === undefined ? [] : [labsWords().task.by(labCallerWords(step.by))]),
    ...(step.region === undefined ? [] : [step.region]),
  ];
  const saved = Object.entries(step.save ?? {}).map(([variable, path]) => `\n$${variable} = ${plainText(path)}`);
  return `${name}${input}${from.length > 0 ? `\n${from.join(', ')}` : ''}${saved.join('')}`;
}
