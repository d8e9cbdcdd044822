// The pages in the order of the navigation. A page is a module in pages/ that exports open(view, parameters), which may return
// a function that ends it.

export const PAGES = [
  { name: 'live', title: 'Live', load: () => import('./pages/live.js') },
  { name: 'gallery', title: 'Gallery', load: () => import('./pages/gallery.js') },
  { name: 'try', title: 'Try', load: () => import('./pages/try.js') },
  { name: 'policy', title: 'Policy', load: () => import('./pages/policy.js') },
  { name: 'model', title: 'Model', load: () => import('./pages/model.js') },
  { name: 'about', title: 'About', load: () => import('./pages/about.js') },
];
