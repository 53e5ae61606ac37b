export { alike, closest, didYouMean } from '@journey-lang/runtime/graph'
