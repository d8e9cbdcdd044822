// The pages in the order of the navigation. A page is a module in pages/ that exports open(view, parameters), which may return
// a function that ends it. A page with `when` is there only if what /api/about says makes it so.

export const PAGES = [
  { name: 'story', title: 'Story', load: () => import('./pages/story.js'), when: (about) => about.hasStory },
  { name: 'live', title: 'Live', load: () => import('./pages/live.js') },
  { name: 'review', title: 'Review', load: () => import('./pages/review.js') },
  { name: 'health', title: 'Health', load: () => import('./pages/health.js') },
  { name: 'about', title: 'About', load: () => import('./pages/about.js') },
];
