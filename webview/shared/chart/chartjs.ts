import { Chart, LinearScale, LineController, LogarithmicScale } from 'chart.js';

// What is used of Chart.js, and no more. Curves draw themselves (curves_plugin.ts): Chart.js makes an object of every
// point, which a hundred runs do not have the time for.
Chart.register(LineController, LinearScale, LogarithmicScale);

export { Chart };
