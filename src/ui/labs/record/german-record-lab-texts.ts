/** The texts of the page that records labs, in German. */
import { labFormat } from '../../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './record-lab-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  title: 'Lab aufzeichnen',
  lead: 'Tun Sie, was Lernende tun werden. Strongroom macht aus Ihren Aufrufen den Anfang, die Lösungen und die Fehler eines Labs und schlägt vor, wie jede Aufgabe geprüft wird. Schreiben Sie dann die Texte, prüfen Sie das Lab und laden Sie es herunter.',
  recording: {
    heading: '1. Aufzeichnung',
    limits: 'Was aufgezeichnet wird',
    complete:
      'Aufrufe dieses Tabs, über seine Seiten oder in der Konsole des Browsers mit strongroom.kms(), werden ganz aufgezeichnet, mit Klartexten. Das gilt auch für Änderungen an Prinzipalen, Einstellungen und Uhr.',
    partial:
      'Aufrufe anderer Tabs und von Programmen, die den Endpunkt oder ein SDK verwenden, werden im Audit-Log gelesen. Das Log hat weder Klartexte noch Geheimtexte: Geheimtexte werden an ihren Hashes wiedererkannt, und aus Klartexten werden zufällige Bytes derselben Länge. Von Änderungen an Prinzipalen, Einstellungen und Uhr sagt das Log nichts.',
    services:
      'Aufrufe von Services durch diesen Tab, über seine Seiten oder mit strongroom.services, werden als Schritte mit service aufgezeichnet. Die KMS-Aufrufe des Service gehören zum Schritt. Aufrufe anderer Tabs werden als KMS-Aufrufe aufgezeichnet.',
    kept: 'Aufzeichnung und Entwurf bleiben im Speicher dieses Browsers, bis Sie sie löschen. Die Lab-Datei enthält die Klartexte.',
    startNew: 'In neuer Sandbox aufzeichnen',
    startNewHint: (sandbox) =>
      `Setzt die Sandbox ${sandbox} zurück und zeigt sie. Ihre Uhr und ihr Aufrufer sind die von Labs.`,
    startHere: 'In gezeigter Sandbox aufzeichnen',
    startLog: 'Ab Beginn des Logs aufzeichnen',
    shown: (sandbox) => `Gezeigte Sandbox: ${sandbox}`,
    continue: 'Aufzeichnung fortsetzen',
    stop: 'Aufzeichnung beenden',
    remove: 'Aufzeichnung und Entwurf löschen',
    removeQuestion: 'Aufzeichnung und Entwurf löschen?',
    removeEffect: 'Beide werden aus diesem Browser entfernt. Sandboxes und heruntergeladene Dateien ändern sich nicht.',
    cancel: 'Abbrechen',
    preparing: 'Die Sandbox wird vorbereitet …',
    running: (sandbox) => `Die Sandbox ${sandbox} wird aufgezeichnet`,
    stopped: (sandbox) => `In der Sandbox ${sandbox} aufgezeichnet`,
    notStored: 'Der Browser hat die Aufzeichnung nicht gespeichert. Sie geht verloren, wenn Sie diesen Tab schließen.',
    incomplete:
      'Die Sandbox wurde zurückgesetzt, oder ihr Log reicht nicht mehr bis zum Beginn der Aufzeichnung zurück. Frühere Aufrufe fehlen.',
    omitted: (calls, max) =>
      `${countOf(calls, 'weiterer Aufruf wurde', 'weitere Aufrufe wurden')} ausgelassen. Eine Aufzeichnung hat höchstens ${count(max)}.`,
  },
  marks: {
    label: 'Marken',
    now: (part) => `Neue Aufrufe gehören zu: ${part}`,
    'start-ends': 'Anfang endet hier',
    'task-begins': 'Aufgabe beginnt',
    'task-ends': 'Aufgabe endet',
    'was-mistake': 'Das war ein Fehler',
    mistakeHint: 'Ein Fehler ist alles, seit die Aufgabe begonnen hat, oder seit ihrem letzten Fehler.',
  },
  parts: {
    start: 'Anfang',
    task: (task) => `Aufgabe ${count(task)}`,
    mistake: (task, mistake) => `Fehler ${count(mistake)} in Aufgabe ${count(task)}`,
    none: 'Nicht im Lab',
  },
  list: {
    caption: (steps) => countOf(steps, 'aufgezeichneter Schritt', 'aufgezeichnete Schritte'),
    empty: 'Noch nichts aufgezeichnet.',
    columns: { call: 'Aufruf', by: 'Durch', result: 'Ergebnis', part: 'Gehört zu' },
    partOf: (call, number) => `${call}, Schritt ${count(number)}, gehört zu`,
    log: 'aus dem Log',
    ok: 'Gelungen',
    advance: (seconds) => `Uhr um ${count(seconds)} s vorstellen`,
    more: (steps) => `${count(steps)} weitere zeigen`,
  },
  draft: {
    heading: '2. Entwurf',
    create: 'Entwurf aus Aufzeichnung erstellen',
    update: 'Schritte aus Aufzeichnung übernehmen',
    updateHint:
      'Ersetzt alle Schritte und Bedingungen durch die der Aufzeichnung. Texte, ID, Minuten und Begriffe bleiben.',
    none: 'Zeichnen Sie zuerst mindestens eine Aufgabe auf.',
    created: (tasks) => `Entwurf mit ${countOf(tasks, 'Aufgabe', 'Aufgaben')} erstellt.`,
    unknown: 'Was die Aufzeichnung nicht sagt',
  },
  form: {
    lab: 'Lab',
    task: (number) => `Aufgabe ${count(number)}`,
    mistake: (number) => `Fehler ${count(number)}`,
    concepts: 'Begriffe des Glossars',
    fields: {
      id: ['ID', 'Buchstaben, Ziffern und Bindestriche. Die Sandbox des Labs ist lab-<ID>.'],
      minutes: ['Minuten', ''],
      title: ['Titel', ''],
      goal: ['Ziel', 'Was Lernende danach können.'],
      start: ['Zu Beginn', 'Was vorhanden ist, wenn das Lab beginnt.'],
      caption: ['Bildunterschrift', 'Ein Satz. Auch ein Lab ohne Bild braucht sie.'],
      summary: ['Zusammenfassung', 'Was das Lab gezeigt hat. Ein Satz je Zeile.'],
      instructor: ['Notizen für Lehrende', 'Zeit, Stolperstellen, Fragen von Lernenden. Eine Notiz je Zeile.'],
      startSteps: ['Schritte des Anfangs (JSON)', ''],
      taskTitle: ['Titel', ''],
      text: [
        'Text',
        'Was zu tun ist. Er muss genügen, um die Aufgabe zu lösen. Namen der API stehen zwischen Backticks.',
      ],
      hint1: ['Hinweis 1', 'Ein Anstoß.'],
      hint2: ['Hinweis 2', 'Eine Spur.'],
      hint3: ['Hinweis 3', 'Beinahe die Lösung.'],
      done: [
        'Bedingung: Die Aufgabe ist erledigt, wenn dies gilt (JSON)',
        'Aus Ihren Aufrufen vorgeschlagen. Ihre Form steht in docs/labs.md.',
      ],
      solution: ['Schritte der Lösung (JSON)', ''],
      mistakeHint: ['Hinweis nach dem Fehler', ''],
      seen: ['Bedingung: Der Fehler wurde gemacht, wenn dies gilt (JSON)', ''],
      script: ['Schritte des Fehlers (JSON)', ''],
    },
  },
  check: {
    heading: '3. Prüfen und weitergeben',
    check: 'Lab prüfen',
    checking: 'Das Lab läuft im Arbeitsspeicher: sein Anfang, seine Lösungen und seine Fehler …',
    download: 'Lab herunterladen',
    tryIt: 'Ausprobieren',
    proved:
      'Das Lab ist bewiesen: Sein Anfang erledigt keine Aufgabe, seine Lösungen erledigen jede, und jeder Fehler löst seinen eigenen Hinweis aus.',
    unproved:
      'Das Lab lässt sich herunterladen, bevor es bewiesen ist. Dann können Lernende es vielleicht nicht abschließen.',
    findings: (found) => countOf(found, 'Befund', 'Befunde'),
    show: (place) => `Gehe zu ${place}`,
    whole: 'Lab',
    broken: 'Der Text ist kein JSON. Korrigieren Sie ihn: Der Entwurf hat den letzten Text, der JSON war.',
    tooLarge: 'Die Lab-Datei ist größer als 256 KiB. Mehr darf sie nicht haben. Zeichnen Sie weniger Aufrufe auf.',
    reasons: {
      'step-fails': 'Schritt scheitert',
      'check-fails': 'Bedingung lässt sich nicht prüfen',
      'done-at-start': 'Zu Beginn erledigt',
      'done-before-solution': 'Vor ihrer Lösung erledigt',
      'not-done-by-solution': 'Von ihrer Lösung nicht erledigt',
      'done-by-mistake': 'Von einem Fehler erledigt',
      'takes-too-long': 'Dauert zu lange',
      'mistake-not-seen': 'Fehler nicht bemerkt',
      'other-mistake-seen': 'Anderer Fehler bemerkt',
      'other-hint': 'Anderer Hinweis',
    },
  },
  panel: {
    open: 'Aufzeichnung und Entwurf',
  },
};
