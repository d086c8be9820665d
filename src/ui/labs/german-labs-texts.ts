/** The texts of the labs in German. */
import { html } from 'lit';
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './labs-texts.ts';

const { count, countOf, list } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  title: 'Labs',
  lead: 'Jedes Lab läuft in einer eigenen Sandbox und ändert nichts in der Standard-Sandbox. Jeder Lösungsweg zählt: Seiten, Playground oder Code.',
  language: {
    label: 'Sprache der Labs',
    more: 'Entscheidungen über Aufrufe, Begriffe des Glossars und die übrigen Seiten sind auf Englisch.',
  },
  map: {
    minutes: (minutes) => `${count(minutes)} Min.`,
    after: (labs) => html`Am besten nach ${labs}`,
    concepts: 'Begriffe',
    states: {
      new: 'Nicht gestartet',
      started: (done, of) => `${count(done)} von ${countOf(of, 'Aufgabe', 'Aufgaben')} erledigt`,
      passed: 'Bestanden',
    },
    loaded: 'Aus einer Datei geladen',
    empty: 'Diese Version von Strongroom hat noch keine Labs. Laden Sie eines aus einer Datei.',
    loading: 'Die Labs werden geladen …',
  },
  actions: {
    start: 'Lab starten',
    continue: 'Lab fortsetzen',
    restart: 'Lab neu starten',
    leave: 'Lab verlassen',
    summary: 'Zusammenfassung',
    remove: 'Lab entfernen',
    print: 'Zusammenfassung drucken',
    allLabs: 'Alle Labs',
    record: 'Lab aufzeichnen',
    starting: 'Die Sandbox wird vorbereitet …',
    cancel: 'Abbrechen',
  },
  restart: {
    heading: 'Dieses Lab neu starten?',
    effect: (sandbox) =>
      html`Die Sandbox <b>${sandbox}</b> wird zurückgesetzt. Ihr Fortschritt in diesem Lab sowie Schlüssel, Audit-Log
        und Uhr der Sandbox werden gelöscht. Die Standard-Sandbox ändert sich nicht.`,
  },
  remove: {
    heading: 'Dieses Lab entfernen?',
    effect:
      'Das Lab verschwindet aus der Liste. Seine Sandbox und Ihr Fortschritt bleiben in diesem Browser. Laden Sie seine Datei, um es zurückzuholen.',
  },
  lab: {
    missing: (id) => `Kein Lab ${id}`,
    missingWhy:
      'Dieser Browser hat kein Lab mit dieser ID. Vielleicht wurde es in einem anderen Browser aus einer Datei geladen.',
    goal: 'Ziel',
    start: 'Zu Beginn',
    tasks: 'Aufgaben',
    bonus: 'freiwillig',
    instructor: 'Für Lehrende',
    code: (sandbox, endpoint) =>
      html`Verwenden Sie im Code <code>${sandbox}</code> in der Konsole des Browsers oder den Endpunkt
        <code>${endpoint}</code>.`,
  },
  panel: {
    label: 'Aufgaben des Labs',
    recording: 'Aufzeichnung eines Labs',
    title: (done, of) => `Aufgaben: ${count(done)} von ${count(of)} erledigt`,
    collapse: 'Aufgaben ausblenden',
    expand: 'Aufgaben anzeigen',
    check: 'Prüfen',
    auto: 'Die Aufgaben werden nach jeder Änderung geprüft.',
    notStarted: 'Dieses Lab ist in diesem Browser nicht gestartet.',
    notStored:
      'Der Browser hat Ihren Fortschritt nicht gespeichert: Beim Neuladen der Seite geht er verloren. Schaffen Sie Platz, und machen Sie dann weiter.',
    failed: (reason) => html`Die Aufgaben konnten nicht geprüft werden. <span lang="en">${reason}</span>`,
    passed: 'Alle Aufgaben sind erledigt.',
    how: {
      title: 'So lösen Sie eine Aufgabe',
      ways: (keys, simulator, directory) => [
        html`Ein Schlüssel: Öffnen Sie <a href=${keys} lang="en">Keys</a> und wählen Sie ihn aus. Der Tab
          <b lang="en">Use this key</b> ruft die Operationen auf, die der Schlüssel unterstützt. Wenn die Seite eine
          Eingabe nicht annimmt, ruft <b lang="en">Send anyway</b> KMS damit auf.`,
        html`Jeder andere Aufruf: Öffnen Sie den <a href=${simulator}>Simulator</a>, wählen Sie die Operation, geben Sie
          den Input ein und wählen Sie <b lang="en">Run call</b>. So sind auch Aufrufe möglich, die KMS ablehnt.`,
        html`Ein anderer Aufrufer oder eine andere Region: Wählen Sie sie oben auf der Seite, oder im Simulator für
        einen Aufruf. Ein Aufrufer, der einen Schlüssel nicht ansehen darf, kann dessen Seite nicht öffnen.`,
        html`Zeit: Öffnen Sie die simulierte Uhr oben auf der Seite.`,
        html`IAM-Richtlinien: Öffnen Sie den Prinzipal im <a href=${directory} lang="en">Directory</a>.`,
        html`Ein Wert für eine spätere Aufgabe, zum Beispiel ein Geheimtext: Kopieren Sie ihn in eine Notiz. Die Seiten
        bewahren ihn nicht auf.`,
      ],
    },
    missing: (address) => html`Dieser Browser hat das Lab dieser Sandbox nicht mehr. <a href=${address}>Alle Labs</a>`,
  },
  steps: {
    label: 'Schritte',
    previous: 'Vorige Aufgabe',
    next: 'Nächste Aufgabe',
    position: (step, of) => `Aufgabe ${count(step)} von ${count(of)}`,
  },
  task: {
    states: { open: 'Offen', done: 'Erledigt', shown: 'Lösung gezeigt' },
    text: (task) => `Text der Aufgabe ${count(task)}`,
    evidence: 'Nachweis',
    event: (short) => `Ereignis ${short}`,
    byState: 'der Zustand der Sandbox',
    hint: (left) => `Hinweis anzeigen (noch ${count(left)})`,
    hintLabel: (number) => `Hinweis ${count(number)}`,
    solution: 'Lösung anzeigen',
    solutionCost: 'Die Aufgabe ist dann als „Lösung gezeigt“ markiert, bis Sie das Lab neu starten.',
    steps: 'Lösung',
    variables:
      'Ein Name wie $key steht für einen Wert, den der Anfang des Labs oder ein früherer Schritt gespeichert hat.',
    advance: (seconds) => `Stellen Sie die Uhr um ${countOf(seconds, 'Sekunde', 'Sekunden')} vor.`,
    by: (caller) => `als ${caller}`,
  },
  quiz: {
    submit: 'Antwort abgeben',
    right: 'Richtig.',
    wrong: 'Das ist nicht die Antwort. Versuchen Sie es noch einmal.',
    choose: 'Wählen Sie eine Antwort.',
  },
  announce: {
    done: (task, evidence, next) =>
      `Aufgabe ${count(task)} erledigt. Nachweis: ${evidence}.${
        next === undefined ? ' Alle Aufgaben sind erledigt.' : ` Als Nächstes: Aufgabe ${count(next)}.`
      }`,
    evidence: (events) =>
      events.length === 0
        ? 'der Zustand der Sandbox'
        : `${events.length === 1 ? 'Ereignis' : 'Ereignisse'} ${list(events)}`,
    open: (open) => (open === 1 ? 'Eine Aufgabe ist offen.' : `${count(open)} Aufgaben sind offen.`),
    hint: (text) => `Hinweis: ${text}`,
  },
  summary: {
    title: (lab) => `${lab}: Zusammenfassung`,
    shown: 'Was dieses Lab gezeigt hat',
    tasks: 'Ihre Aufgaben',
    columns: { task: 'Aufgabe', state: 'Stand', when: 'Erledigt am', hints: 'Hinweise', evidence: 'Nachweis' },
    quiz: 'Quiz',
    answered: (answer, isRight) => `${answer} (${isRight ? 'richtig' : 'nicht richtig'})`,
    unanswered: 'Nicht beantwortet',
    terms: 'Begriffe',
    withNotes: 'Mit den Notizen für Lehrende drucken',
  },
  load: {
    heading: 'Lab laden',
    lead: 'Eine Lab-Datei ist JSON. Sie enthält Texte, Aufrufe und Bedingungen, aber keinen Code. Das Lab läuft nur in einer eigenen Sandbox.',
    drop: 'Legen Sie eine Lab-Datei hier ab oder',
    choose: 'wählen Sie eine Datei',
    url: 'Adresse auf dieser Website',
    urlHint: 'Ein Pfad oder eine URL der Website, von der Strongroom kommt, zum Beispiel labs/mine.json',
    get: 'Von der Adresse laden',
    findings: (found) =>
      found === 1 ? 'Das Lab wurde nicht geladen: ein Fehler' : `Das Lab wurde nicht geladen: ${count(found)} Fehler`,
    where: (pointer) => html`Bei <code>${pointer}</code>: `,
    whole: 'In der Datei: ',
    more: (left) => `und ${count(left)} weitere`,
    loaded: (title) => `Lab geladen: ${title}`,
    problems: {
      notJson: 'Die Datei ist kein JSON.',
      tooLarge: 'Die Datei ist größer als 256 KiB. Mehr darf ein Lab nicht haben.',
      ofCourse: 'Diese ID gehört zu einem Lab des Kurses. Geben Sie dem Lab eine andere ID.',
      reserved: 'Die Seite, die Labs aufzeichnet, hat diese ID. Geben Sie dem Lab eine andere ID.',
      id: 'Die ID muss aus 1 bis 60 Buchstaben, Ziffern und Bindestrichen bestehen.',
      notStored:
        'Der Browser hat das Lab nicht gespeichert. Geben Sie Speicher dieser Website frei. Versuchen Sie es dann noch einmal.',
    },
  },
  classes: (classes) =>
    html`Leitet jemand Ihre Labs? <a href=${classes}>Nehmen Sie an einem Kurs teil oder legen Sie einen an</a>.`,
};
