import { html } from 'lit';
import { labFormat } from '../page/lab-format.ts';

const { count, countOf, list } = labFormat('en');

/** Every text of the labs, without those of the labs themselves, in English. The other languages have the same type. */
export const TEXTS = {
  title: 'Labs',
  lead: 'Each lab runs in a sandbox of its own, and changes nothing in the default one. Any way of doing a task counts: pages, the Playground or code.',
  language: {
    label: 'Language of the labs',
    more: 'Decisions about calls, glossary terms and the other pages are in English.',
  },
  map: {
    minutes: (minutes: number) => `${count(minutes)} min`,
    after: (labs: unknown) => html`Best after ${labs}`,
    concepts: 'Concepts',
    states: {
      new: 'Not started',
      started: (done: number, of: number) => `${count(done)} of ${countOf(of, 'task', 'tasks')} done`,
      passed: 'Passed',
    },
    loaded: 'Loaded from a file',
    empty: 'This version of Strongroom has no labs yet. Load one from a file.',
    loading: 'Loading the labs…',
  },
  actions: {
    start: 'Start lab',
    continue: 'Continue lab',
    restart: 'Restart lab',
    leave: 'Leave lab',
    summary: 'View summary',
    remove: 'Remove lab',
    print: 'Print summary',
    allLabs: 'All labs',
    record: 'Record a lab',
    starting: 'Preparing the sandbox…',
    cancel: 'Cancel',
  },
  restart: {
    heading: 'Restart this lab?',
    effect: (sandbox: string) =>
      html`The sandbox <b>${sandbox}</b> is reset: its keys, log and clock, and your progress in this lab, are deleted.
        The default sandbox does not change.`,
  },
  remove: {
    heading: 'Remove this lab?',
    effect:
      'The lab is removed from the list. Its sandbox and your progress stay in this browser. Load its file to get it back.',
  },
  lab: {
    missing: (id: string) => `No lab ${id}`,
    missingWhy: 'This browser has no lab with this ID. It may have been loaded from a file in another browser.',
    goal: 'Goal',
    start: 'At the start',
    tasks: 'Tasks',
    bonus: 'optional',
    instructor: 'For instructors',
    code: (sandbox: string, endpoint: string) =>
      html`In code, use <code>${sandbox}</code> in the browser console, or the endpoint <code>${endpoint}</code>.`,
  },
  panel: {
    label: 'Lab tasks',
    recording: 'Lab recording',
    title: (done: number, of: number) => `Tasks: ${done} of ${of} done`,
    collapse: 'Collapse tasks',
    expand: 'Show tasks',
    check: 'Check',
    auto: 'Tasks are checked after each change.',
    notStarted: 'This lab is not started in this browser.',
    notStored: 'The browser did not store your progress: a reload of the page loses it. Free some space, then go on.',
    failed: (reason: string) => html`The tasks could not be checked. <span lang="en">${reason}</span>`,
    passed: 'All tasks are done.',
    how: {
      title: 'How to do a task',
      /** One item each. The parameters are addresses of pages. */
      ways: (keys: string, simulator: string, directory: string) => [
        html`A key: open <a href=${keys}>Keys</a> and select it. The tab <b>Use this key</b> calls the operations that
          the key supports. If the page refuses an input, <b>Send anyway</b> calls KMS with it.`,
        html`Any other call: open the <a href=${simulator}>Simulator</a>, select the operation, enter the input, and
          select <b>Run call</b>. It also makes calls that KMS refuses.`,
        html`Another caller or Region: select it at the top of the page, or in the Simulator for one call. A caller who
        may not view a key cannot open its page.`,
        html`Time: open the simulated clock at the top of the page.`,
        html`IAM policies: open the principal in the <a href=${directory}>Directory</a>.`,
        html`A value for a later task, such as a ciphertext: copy it into a note. Pages do not keep it.`,
      ],
    },
    missing: (address: string) =>
      html`This browser no longer has the lab of this sandbox. <a href=${address}>All labs</a>`,
  },
  steps: {
    label: 'Steps',
    previous: 'Previous task',
    next: 'Next task',
    position: (step: number, of: number) => `Task ${step} of ${of}`,
  },
  task: {
    states: { open: 'Open', done: 'Done', shown: 'Solution shown' },
    text: (task: number) => `Text of task ${task}`,
    evidence: 'Evidence',
    event: (short: string) => `event ${short}`,
    byState: 'the state of the sandbox',
    hint: (left: number) => `Show a hint (${left} left)`,
    hintLabel: (number: number) => `Hint ${number}`,
    solution: 'Show solution',
    solutionCost: 'The task is then marked “Solution shown”, and stays so until you restart the lab.',
    steps: 'Solution',
    variables: 'A name such as $key stands for a value that the start of the lab or an earlier step saved.',
    advance: (seconds: number) => `Advance the clock by ${countOf(seconds, 'second', 'seconds')}.`,
    by: (caller: string) => `as ${caller}`,
  },
  quiz: {
    submit: 'Submit answer',
    right: 'Correct.',
    wrong: 'This is not the answer. Try again.',
    choose: 'Choose an answer.',
  },
  announce: {
    done: (task: number, evidence: string, next: number | undefined) =>
      `Task ${task} done. Evidence: ${evidence}.${next === undefined ? ' All tasks are done.' : ` Task ${next} is next.`}`,
    evidence: (events: readonly string[]) =>
      events.length === 0 ? 'the state of the sandbox' : `${events.length === 1 ? 'event' : 'events'} ${list(events)}`,
    open: (open: number) => (open === 1 ? 'One task is open.' : `${open} tasks are open.`),
    hint: (text: string) => `Hint: ${text}`,
  },
  summary: {
    title: (lab: string) => `${lab}: summary`,
    shown: 'What this lab has shown',
    tasks: 'Your tasks',
    columns: { task: 'Task', state: 'State', when: 'Done at', hints: 'Hints', evidence: 'Evidence' },
    quiz: 'Quiz',
    answered: (answer: string, isRight: boolean) => `${answer} (${isRight ? 'correct' : 'not correct'})`,
    unanswered: 'Not answered',
    terms: 'Terms',
    withNotes: 'Print with the notes for instructors',
  },
  load: {
    heading: 'Load a lab',
    lead: 'A lab file is JSON. It has texts, calls and conditions, and no code. It runs only in a sandbox of its own.',
    drop: 'Drop a lab file here, or',
    choose: 'choose a file',
    url: 'Address on this site',
    urlHint: 'A path or URL of the site that serves Strongroom, for example labs/mine.json',
    get: 'Load from address',
    findings: (found: number) =>
      found === 1 ? 'The lab was not loaded: one error' : `The lab was not loaded: ${count(found)} errors`,
    where: (pointer: string) => html`At <code>${pointer}</code>: `,
    whole: 'In the file: ',
    more: (left: number) => `and ${count(left)} more`,
    loaded: (title: string) => `Lab loaded: ${title}`,
    problems: {
      notJson: 'The file is not JSON.',
      tooLarge: 'The file is larger than 256 KiB, the maximum for a lab.',
      ofCourse: 'This ID belongs to a lab of the course. Give the lab another ID.',
      reserved: 'The page that records labs has this ID. Give the lab another ID.',
      id: 'The ID must have 1 to 60 letters, digits and hyphens.',
      notStored: 'The browser did not store the lab. Free storage of this site, then try again.',
    },
  },
  classes: (classes: string) => html`Does a trainer lead your labs? <a href=${classes}>Join or make a class</a>.`,
};
