/**
 * A lab: data only, never code. lab-schema.json is the published schema of the same form. Texts are in tables by
 * language, so a translation adds a table and changes nothing else.
 */
import type { GeneratorName } from './generators.ts';
import type { LabStep } from './lab-step.ts';
import type { LabValue } from './lab-value.ts';
import type { Predicate } from './predicate.ts';

/** Runs steps that a generator makes: the calls of many days or of a load. The same input makes the same steps. */
export interface GenerateStep {
  readonly generate: GeneratorName;
  readonly input?: Readonly<Record<string, LabValue>>;
}

/** A step of a list: of the start, a solution or a script. */
export type StartStep = LabStep | GenerateStep;

/** A wrong way that learners take: it leaves the task open, and its hint comes first. */
export interface Mistake {
  readonly id: string;
  /** Holds once the learner has made it. */
  readonly seen: Predicate;
  /** Makes the mistake, after the lab's start and the solutions of the tasks before. */
  readonly script: readonly StartStep[];
}

/** A task. It is done once `done` holds; facts of the sandbox alone decide. */
export interface LabTask {
  readonly id: string;
  readonly done: Predicate;
  readonly mistakes?: readonly Mistake[];
  /** Solves the task, after the solutions of the tasks before. */
  readonly solution: readonly StartStep[];
  /** True: the lab is passed without it. */
  readonly isBonus?: boolean;
}

/** A question with one right answer. Answering it is never the only proof of a lab. */
export interface Quiz {
  readonly id: string;
  /** IDs of the answers, in order. */
  readonly answers: readonly string[];
  readonly right: string;
}

/** Name of a picture. The app draws those that it has, from data of the sandbox, and leaves out others. */
export type LabPicture = string;

/** The texts of a lab in one language. Members of records are named by the IDs of the lab. */
export interface LabTexts {
  readonly title: string;
  /** What a learner can do afterwards. */
  readonly goal: string;
  /** What exists at the start. */
  readonly start: string;
  readonly tasks: Readonly<
    Record<
      string,
      {
        readonly title: string;
        /** What to do. It suffices to solve the task. */
        readonly text: string;
        /** From a nudge to nearly the solution. */
        readonly hints: readonly [string, string, string];
        /** Instead of the first hint, by the `label` of the first part of the task that does not hold. */
        readonly unmet?: Readonly<Record<string, string>>;
        /** Hints of mistakes, by ID. */
        readonly mistakes?: Readonly<Record<string, string>>;
      }
    >
  >;
  readonly quiz?: { readonly question: string; readonly answers: Readonly<Record<string, string>> };
  /** Caption of the picture. */
  readonly caption: string;
  /** What the lab has shown, one sentence each, for the summary page. */
  readonly summary: readonly string[];
  /** For trainers: time, pitfalls, questions of learners. */
  readonly instructor: readonly string[];
}

/** A lab with its texts by language (BCP 47). English is required. */
export interface Lab {
  /** Version of the form of this file. */
  readonly form: 1;
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly minutes: number;
  /** IDs of glossary entries. */
  readonly concepts: readonly string[];
  readonly start: readonly StartStep[];
  readonly tasks: readonly LabTask[];
  readonly quiz?: Quiz;
  readonly picture?: LabPicture;
  readonly texts: Readonly<Record<'en', LabTexts>> & Readonly<Record<string, LabTexts>>;
}
