/** Entry of the app's worker: the host of this tab. New sandboxes have the request quotas of AWS. */
import { createHost } from './host.ts';
import { serve } from './serve.ts';

serve(createHost({ initialSettings: { requestQuotas: 'real' } }), self);
