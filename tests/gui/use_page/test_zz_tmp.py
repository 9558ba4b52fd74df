from tests.gui.use_page.test_results import *
def test_shot(scene, chosen):
    folder = scene.pictures("beach")
    scene.answered(folder, "red", UNREAD, "green", "red", "red")
    scene.quick = True
    scene.start(folder)
    scores = (Score("green", "trained", 0.8), Score("red", "trained", 0.2))
    scene.tell(Part(0, tuple(Answer(item.path, scores, "maybe") for item in scene.job.pictures)))
    scene.finish()
    scene.page.window().resize(1280, 800); scene.settle()
    scene.page.window().grab().save("/tmp/w/g/use.png")
