// The pages in the order of the navigation. A page is a module in pages/ that exports open(view, parameters), which may return
// a function that ends it.

export const PAGES = [
  { name: 'live', title: 'Live', load: () => import('./pages/live.js') },
  { name: 'about', title: 'About', load: () => import('./pages/about.js') },
];
