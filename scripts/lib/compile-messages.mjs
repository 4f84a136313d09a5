// A process of its own: the compiler leaves plugins and timers behind that would keep the set-up from ending.
import { compile } from '@inlang/paraglide-js';
import options from '../../paraglide.config.mjs';

await compile(options);
process.exit(0);
