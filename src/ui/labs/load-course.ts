import type { Strongroom } from '../../client/strongroom.ts';
import { createLabRun, labWorld } from '../../labs/lab-runner.ts';
import { labServices } from '../../labs/lab-services.ts';
import { LABS, loadLab, titleOfLab } from '../../labs/labs.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { servicesOf } from '../page/services-of.ts';
import { languageOf, textsOf, type LabCourse } from './lab-course.ts';
import { labLanguage } from '../page/lab-language.ts';
import { createLabStore, hasRun } from './lab-store.ts';
import { LoadedLabs } from './loaded-labs.ts';

/** The labs of this browser. `strongroom` is any sandbox: each lab runs in its own. */
export function loadCourse(strongroom: Pick<Strongroom, 'world'>): LabCourse {
  const loaded = new LoadedLabs(browserStorage());
  const store = createLabStore(browserStorage());
  return {
    entries: () => [
      ...LABS.map((lab) => ({ ...lab, ...titleOfLab(lab, labLanguage()), isLoaded: false })),
      ...loaded.all().map((lab) => ({
        id: lab.id,
        title: textsOf(lab).title,
        language: languageOf(lab),
        minutes: lab.minutes,
        concepts: lab.concepts,
        prerequisites: [],
        isLoaded: true,
      })),
    ],
    lab: async (id) => (await loadLab(id)) ?? loaded.all().find((lab) => lab.id === id),
    isStarted: (id) => hasRun(browserStorage(), id),
    run: (lab) => {
      // The services that the pages show: what an app holds in memory at the start of a lab must be there.
      const services = labServices(servicesOf(strongroom.world(labWorld(lab.id))));
      return createLabRun(lab, { strongroom, store, services });
    },
    remove: (id) => loaded.remove(id),
  };
}
