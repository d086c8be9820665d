/** Loads what the first render of Home does not need: the experiments, the code example, and what follows a run. */
import { whenIdle } from '../kit/when-idle.ts';

/** Loads the elements once the page is idle. Rejects when one of them cannot be loaded. */
export async function loadHomeParts(): Promise<void> {
  await whenIdle();
  await Promise.all([
    import('./strong-kept-file.ts'),
    import('../page/strong-call.ts'),
    import('../kit/strong-progress.ts'),
    import('./strong-tampering.ts'),
    import('./strong-attack.ts'),
    import('../page/strong-snippet.ts'),
    import('../labs/strong-continue-lab.ts'),
  ]);
}
